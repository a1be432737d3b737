"""Opvolging: promises with an owner role and a date, and the question afterwards: werkt het nog?"""
