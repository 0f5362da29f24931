"""The same short walk in the engines that the browser tests do not run in: Firefox and WebKit."""
