"""Roll calls of the General Assembly in Voeten's own file on the Harvard Dataverse."""
