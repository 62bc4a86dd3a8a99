import { useQuery } from '@tanstack/react-query'
import { nameIn, useTalk } from '../message-menu/talk.ts'
import { menuWords } from '../message-menu/words.ts'
import { fetchMessage } from '../threads/thread-source.ts'
import { bubbleText, systemText } from './order-words.ts'
import { listWords } from './words.ts'

/** The message that another one answers, in two lines; a press goes there. */
export function Quote({ id }: { id: string }) {
  const talk = useTalk()
  const words = listWords.use()
  const { blocked } = menuWords.use()
  const known = talk?.find(id)
  const { data, isPending } = useQuery({
    queryKey: ['message', id],
    queryFn: () => fetchMessage(id),
    enabled: talk !== null && !known,
  })
  const quoted = known ?? data
  if (!talk) return null
  const said = !quoted
    ? isPending
      ? '…'
      : words.notFound
    : quoted.deleted_at
      ? words.deleted
      : quoted.sender_id && talk.hidden.has(quoted.sender_id)
        ? blocked
        : quoted.sender_id
          ? bubbleText(quoted.type, quoted.body)
          : systemText(quoted)
  return (
    <button
      type="button"
      disabled={!quoted}
      onClick={() => quoted && talk.jump(quoted)}
      // a column, since words that run the other way stand at the side of the line all the same
      className="mb-1.5 flex min-h-11 w-full flex-col items-start justify-center border-s-2 border-current ps-2.5 text-start text-13"
    >
      {/* the line says that these are others' words, so the screen reader is told too */}
      <span className="sr-only">{words.inAnswerTo} </span>
      {quoted?.sender_id && <bdi className="max-w-full font-semibold">{nameIn(talk, quoted.sender_id)}</bdi>}
      <span dir="auto" className="line-clamp-2 max-w-full">
        {said}
      </span>
    </button>
  )
}
