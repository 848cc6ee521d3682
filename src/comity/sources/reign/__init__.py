"""Leaders and elections of states to March 2021, from REIGN."""
