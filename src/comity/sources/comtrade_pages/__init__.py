"""Trade by product and partner from the interface of UN Comtrade, with the user's own key or without one."""
