/** Soft notes one after the other, made here: no file to load, and nothing before the person has pressed something on the page. */
export async function chime(hertz: readonly number[]): Promise<void> {
  const audio = new AudioContext()
  for (const [at, pitch] of hertz.entries()) {
    const note = audio.createOscillator()
    const volume = audio.createGain()
    const begin = audio.currentTime + at * 0.12
    note.frequency.value = pitch
    volume.gain.setValueAtTime(0.0001, begin)
    volume.gain.exponentialRampToValueAtTime(0.12, begin + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + 0.25)
    note.connect(volume).connect(audio.destination)
    note.start(begin)
    note.stop(begin + 0.3)
  }
  await new Promise((resolve) => setTimeout(resolve, 360 + hertz.length * 120))
  await audio.close()
}
