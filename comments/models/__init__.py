"""The nouns of the conversation, one file each."""
