"""Every change a person would name, one function each: models in, one transaction, activity written."""
