"""What an address names and the desk does not have."""

from comity.errors import UserError


class NotThere(UserError):
    """Nothing stands at this address; the message names what is near."""
