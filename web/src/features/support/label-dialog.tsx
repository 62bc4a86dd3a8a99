import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { RadioChoice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { Label } from './support.ts'
import { useShelf } from './support-query.ts'
import { shelfWords } from './words/shelf.ts'

const tones: readonly Label['tone'][] = ['neutral', 'accent', 'live', 'good', 'bad']

/** A label of requests, new or to change. */
export function LabelDialog({ label, onClose }: { label: Label | null; onClose: () => void }) {
  const words = shelfWords.use()
  const { saveLabel } = useShelf()
  const [name, setName] = useState(label?.name ?? '')
  const [tone, setTone] = useState<Label['tone']>(label?.tone ?? 'neutral')
  const save = () =>
    saveLabel.mutate({ name, tone, ...(label && { former: label.name }) }, { onSuccess: onClose })
  return (
    <Dialog
      title={label ? words.changeLabelTitle : words.newLabel}
      onClose={onClose}
      actions={
        <Button isBusy={saveLabel.isPending} onClick={save}>
          {words.saveLabel}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <TextField
          label={words.labelName}
          dir="auto"
          maxLength={30}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <RadioChoice
          legend={words.colour}
          name="tone"
          options={tones.map((value) => ({ value, label: words.tones[value] }))}
          chosen={tone}
          onChoose={setTone}
          className="grid-cols-2"
        />
        {saveLabel.error && (
          <p role="alert" className="text-13 text-bad">
            {sentenceFor(saveLabel.error)}
          </p>
        )}
      </div>
    </Dialog>
  )
}
