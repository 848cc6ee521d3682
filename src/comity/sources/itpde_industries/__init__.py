"""Trade and production by industry, from the United States International Trade Commission."""
