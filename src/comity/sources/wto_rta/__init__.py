"""Regional trade agreements as notified to the World Trade Organization."""
