"""The main job from front door to register, played over HTTP by the people of a throw-away copy (CONTRACTS,
Story).
"""
