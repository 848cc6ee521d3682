"""Roll calls of the General Assembly on adopted texts, as the United Nations' Library publishes them."""
