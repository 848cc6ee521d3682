"""Roll calls of the United Nations General Assembly on adopted texts, as the Dag Hammarskjöld Library publishes them."""
