"""Notices to Slack, Teams, mail, webhooks … through apprise (extra `apprise`)."""
