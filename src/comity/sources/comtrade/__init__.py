"""Trade by product as each reporter gives it to the United Nations (UN Comtrade)."""
