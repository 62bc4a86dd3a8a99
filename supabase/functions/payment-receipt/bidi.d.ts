/** Of bidi-js, what is used here: its own types name no default for a module that has one. */
export default function createBidi(): {
  getEmbeddingLevels(text: string, direction: 'ltr' | 'rtl' | 'auto'): { levels: Uint8Array }
  getMirroredCharacter(letter: string): string | null
}
