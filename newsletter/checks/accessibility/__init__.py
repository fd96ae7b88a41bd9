"""Rules about readers who see little or nothing, cannot use a mouse, or need more light."""
