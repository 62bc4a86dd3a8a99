import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import type { Canned } from './support.ts'
import { useShelf } from './support-query.ts'
import { shelfWords } from './words/shelf.ts'

/** A canned reply, new or to change. */
export function ReplyDialog({ reply, onClose }: { reply: Canned | null; onClose: () => void }) {
  const words = shelfWords.use()
  const { saveReply } = useShelf()
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '')
  const [title, setTitle] = useState(reply?.title ?? '')
  const [body, setBody] = useState(reply?.body ?? '')
  const save = () =>
    saveReply.mutate({ shortcut, title, body, ...(reply && { id: reply.id }) }, { onSuccess: onClose })
  return (
    <Dialog
      title={reply ? words.changeReplyTitle : words.newReplyTitle}
      onClose={onClose}
      actions={
        <Button isBusy={saveReply.isPending} onClick={save}>
          {words.saveReply}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <TextField
          label={words.shortcut}
          hint={words.shortcutHint}
          maxLength={30}
          autoCapitalize="none"
          value={shortcut}
          onChange={({ target }) => setShortcut(target.value)}
        />
        <TextField
          label={words.replyTitle}
          dir="auto"
          maxLength={80}
          value={title}
          onChange={({ target }) => setTitle(target.value)}
        />
        <TextArea
          label={words.replyText}
          hint={words.replyTextHint}
          dir="auto"
          rows={6}
          maxLength={4000}
          value={body}
          onChange={({ target }) => setBody(target.value)}
        />
        {saveReply.error && (
          <p role="alert" className="text-13 text-bad">
            {sentenceFor(saveReply.error)}
          </p>
        )}
      </div>
    </Dialog>
  )
}
