// regenerator-runtime has no types; it is imported for what it does.
export {}
