"""What tells a person who looks elsewhere: notifications, sounds and what they say."""
