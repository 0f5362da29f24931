"""How tagged text is cut, measured and drawn. Pure: knows no Django."""
