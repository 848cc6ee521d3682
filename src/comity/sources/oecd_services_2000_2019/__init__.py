"""Trade in all services of forty states by partner, from the Organisation for Economic Co-operation and Development."""
