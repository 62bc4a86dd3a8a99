import { useState } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { listText } from '../../../lib/format.ts'
import { useMyId } from '../../../lib/session.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { PeopleSearch, type Person } from '../room/people-search.tsx'
import { useStaffRoom, useWriteTo } from '../room/room-calls.ts'
import { roomsWords } from './words.ts'

type OnOpened = (roomId: string) => void

function WithCustomer({ onOpened }: { onOpened: OnOpened }) {
  const write = useWriteTo()
  return (
    <PeopleSearch
      only="customer"
      without={new Set()}
      isBusy={write.isPending}
      failure={write.error}
      onChoose={({ id }) => write.mutate(id, { onSuccess: onOpened })}
    />
  )
}

function WithColleagues({ onOpened }: { onOpened: OnOpened }) {
  const words = roomsWords.use()
  const me = useMyId()
  const open = useStaffRoom()
  // a second press, or an answer that was lost, makes no second conversation
  const [clientId] = useState(() => crypto.randomUUID())
  const [title, setTitle] = useState('')
  const [chosen, setChosen] = useState<readonly Person[]>([])
  const [hint, setHint] = useState<string | null>(null)
  const toggle = (person: Person) =>
    setChosen((before) =>
      before.some(({ id }) => id === person.id)
        ? before.filter(({ id }) => id !== person.id)
        : [...before, person],
    )
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!title.trim()) return setHint(words.aboutMissing)
        open.mutate({ title, members: chosen.map(({ id }) => id), clientId }, { onSuccess: onOpened })
      }}
    >
      <TextField
        label={words.about}
        dir="auto"
        maxLength={120}
        autoComplete="off"
        value={title}
        error={hint}
        onChange={({ target }) => {
          setTitle(target.value)
          setHint(null)
        }}
      />
      <PeopleSearch
        only="staff"
        without={new Set([me])}
        chosen={new Set(chosen.map(({ id }) => id))}
        onChoose={toggle}
      />
      {chosen.length > 0 && (
        <p role="status" className="text-13 text-ink-soft">
          {words.with(listText(chosen.map(({ name }) => name)))}
        </p>
      )}
      {open.error && (
        <p role="alert" className="text-13 text-bad">
          {sentenceFor(open.error)}
        </p>
      )}
      <Button type="submit" isBusy={open.isPending} className="self-start">
        {words.open}
      </Button>
    </form>
  )
}

/** For staff: a conversation that no order and no request brings, with a customer or among themselves. */
export function NewConversation({ onOpened, onClose }: { onOpened: OnOpened; onClose: () => void }) {
  const words = roomsWords.use()
  const [kind, setKind] = useState<'customer' | 'staff'>('customer')
  return (
    <Dialog title={words.newConversation} kind="full" onClose={onClose}>
      <Tabs
        label={words.withWhom}
        tabs={[
          { value: 'customer', label: words.withCustomer },
          { value: 'staff', label: words.amongStaff },
        ]}
        chosen={kind}
        onChoose={setKind}
      >
        {kind === 'customer' ? <WithCustomer onOpened={onOpened} /> : <WithColleagues onOpened={onOpened} />}
      </Tabs>
    </Dialog>
  )
}
