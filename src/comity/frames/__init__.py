"""Tables for people who do statistics: columns with their units and reasons, given out as an Arrow stream."""
