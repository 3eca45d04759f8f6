"""How certain it is, for whom: modality and polarity by the words above an event."""
