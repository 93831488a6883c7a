"""Damaged inputs, made from the samples by rule: the same for the same seed, so none of them is stored.

``python -m tests.fuzz`` reads them the way a night does and measures each. A damage is a function ``(random, bytes) ->
bytes``; to add one, add its function to the tuple at the end of its module.
"""
