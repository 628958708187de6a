"""What finds the subject of a question: its words, and a sentence model beside them where there is one."""
