"""How well questions are answered, measured against labels."""
