"""rxbilling: time tracking and billing for customer-support teams."""
