"""The pages of the conversation: public, signed-in, the reader's own, the standards."""
