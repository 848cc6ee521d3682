"""ICEWS weekly and yearly event files: 20 columns, discontinued in April 2023."""
