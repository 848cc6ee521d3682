"""The Library's records of roll calls on adopted texts to December 2025, as two collectors re-issue them."""
