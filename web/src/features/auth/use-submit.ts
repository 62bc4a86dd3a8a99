import { type FormEvent, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { authWords } from './words.ts'

/** What the browser finds wrong with a field, in the words of the app: its own bubble speaks the language of the browser. */
function mistakeOf({ name, validity }: HTMLInputElement): string {
  const { missing, refusals } = authWords.now()
  if (validity.valueMissing) return missing[name as keyof typeof missing]
  return validity.typeMismatch ? refusals.notAnAddress : refusals.weakPassword
}

/**
 * Runs `send` with a form's fields, once at a time; what it returns or throws becomes the sentence to show. A field that is
 * empty or malformed is not sent: it gets the focus, and `mistakeAt` its sentence. The form has `noValidate`.
 */
export function useSubmit(send: (field: (name: string) => string) => Promise<string | null>) {
  const [sentence, setSentence] = useState<string | null>(null)
  const [mistake, setMistake] = useState<{ name: string; sentence: string } | null>(null)
  const [isBusy, setBusy] = useState(false)
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    const form = event.currentTarget
    const wrong = form.querySelector<HTMLInputElement>('input:invalid')
    setSentence(null)
    setMistake(wrong && { name: wrong.name, sentence: mistakeOf(wrong) })
    if (wrong) return wrong.focus()
    const data = new FormData(form)
    setBusy(true)
    setSentence(await send((name) => String(data.get(name) ?? '')).catch(sentenceFor))
    setBusy(false)
  }
  const mistakeAt = (name: string) => (mistake?.name === name ? mistake.sentence : null)
  return { submit, sentence, mistakeAt, isBusy }
}
