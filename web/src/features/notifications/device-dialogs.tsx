import { type FormEvent, useId, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { type Device, useRemoveDevice, useRenameDevice } from './devices-query.ts'
import { pushWords } from './words/push.ts'

export type Open = 'rename' | 'remove' | null
const maxName = 60

function RenameDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const words = pushWords.use()
  const [name, setName] = useState(device.name)
  const form = useId()
  const rename = useRenameDevice()
  const isBlank = name.trim() === ''
  function save(event: FormEvent) {
    event.preventDefault()
    if (isBlank || rename.isPending) return
    if (name.trim() === device.name) return onClose()
    rename.mutate({ id: device.id, name }, { onSuccess: onClose })
  }
  return (
    <Dialog
      title={words.renameTitle}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" form={form} disabled={isBlank} isBusy={rename.isPending}>
            {words.save}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={save}>
        <TextField
          label={words.name}
          hint={words.nameHint}
          value={name}
          maxLength={maxName}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
          error={rename.error ? sentenceFor(rename.error) : null}
        />
      </form>
    </Dialog>
  )
}

function RemoveDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const words = pushWords.use()
  const remove = useRemoveDevice()
  const onSuccess = () => {
    showToast(words.removed(device.name))
    onClose()
  }
  return (
    <Dialog
      title={words.removeTitle(device.name)}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {words.keepIt}
          </Button>
          <Button
            look="danger"
            isBusy={remove.isPending}
            onClick={() => remove.mutate(device.id, { onSuccess })}
          >
            {words.removeIt}
          </Button>
        </>
      }
    >
      <p className="text-ink-soft">{words.removeDetail}</p>
      {remove.error && (
        <p role="alert" className="mt-2 text-13 text-bad">
          {sentenceFor(remove.error)}
        </p>
      )}
    </Dialog>
  )
}

export function DeviceDialogs({
  device,
  open,
  onClose,
}: {
  device: Device
  open: Open
  onClose: () => void
}) {
  if (open === 'rename') return <RenameDialog device={device} onClose={onClose} />
  if (open === 'remove') return <RemoveDialog device={device} onClose={onClose} />
  return null
}
