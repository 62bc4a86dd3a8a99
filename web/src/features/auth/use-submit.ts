import { type FormEvent, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'

/** Runs `send` with a form's fields, once at a time; what it returns or throws becomes the sentence to show. */
export function useSubmit(send: (field: (name: string) => string) => Promise<string | null>) {
  const [sentence, setSentence] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    const data = new FormData(event.currentTarget)
    setBusy(true)
    setSentence(null)
    setSentence(await send((name) => String(data.get(name) ?? '')).catch(sentenceFor))
    setBusy(false)
  }
  return { submit, sentence, isBusy }
}
