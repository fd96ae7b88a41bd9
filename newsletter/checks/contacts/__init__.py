"""Rules about the helpline, the address and other ways to reach people."""
