import { type FormEvent, useRef, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { useOpenRequest } from './requests-query.ts'
import { mostBody, mostSubject } from './support.ts'
import { askingWords } from './words/asking.ts'

/** Asks support for something. What is written stays in the form until the server has it. */
export function NewRequest({
  orders,
  orderId,
  onOpened,
}: {
  /** What it can be about: the person's orders by id and name. */
  orders: readonly { id: string; name: string }[]
  orderId: string | null
  onOpened: (roomId: string) => void
}) {
  const words = askingWords.use()
  const [clientId] = useState(() => crypto.randomUUID())
  const [about, setAbout] = useState(orderId ?? '')
  const [subject, setSubject] = useState('')
  const [body, setBody] = useState('')
  const [isTried, setTried] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const open = useOpenRequest(clientId)
  const faults = {
    subject: subject.trim() ? null : words.subjectMissing,
    body: body.trim() ? null : words.bodyMissing,
  }
  function onSubmit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (faults.subject || faults.body) {
      const field = faults.subject ? 'subject' : 'body'
      form.current?.querySelector<HTMLElement>(`[name=${field}]`)?.focus()
      return
    }
    open.mutate({ subject, body, order_id: about || null }, { onSuccess: ({ id }) => onOpened(id) })
  }
  return (
    <form ref={form} className="flex flex-col gap-4" noValidate onSubmit={onSubmit}>
      {orders.length > 0 && (
        <SelectField label={words.whichOrder} value={about} onChange={({ target }) => setAbout(target.value)}>
          <option value="">{words.noOrder}</option>
          {orders.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      <TextField
        label={words.subject}
        name="subject"
        dir="auto"
        maxLength={mostSubject}
        value={subject}
        error={isTried ? faults.subject : null}
        onChange={({ target }) => setSubject(target.value)}
      />
      <TextArea
        label={words.body}
        name="body"
        dir="auto"
        rows={6}
        maxLength={mostBody}
        value={body}
        error={isTried ? faults.body : null}
        onChange={({ target }) => setBody(target.value)}
      />
      {open.error && (
        <p role="alert" className="text-13 text-bad">
          {sentenceFor(open.error)}
        </p>
      )}
      <Button type="submit" className="self-start" isBusy={open.isPending}>
        {words.send}
      </Button>
    </form>
  )
}
