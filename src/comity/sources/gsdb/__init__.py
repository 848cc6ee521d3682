"""Cases of sanctions, from the Global Sanctions Data Base."""
