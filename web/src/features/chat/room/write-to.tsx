import { MessageCircle } from 'lucide-react'
import { sentenceFor } from '../../../lib/failure.ts'
import { Button } from '../../../ui/button.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { useWriteTo } from './room-calls.ts'
import { roomWords } from './words.ts'

/** For staff: opens the conversation with a person that is about nothing else. */
export function WriteTo({ userId, onOpenRoom }: { userId: string; onOpenRoom: (roomId: string) => void }) {
  const words = roomWords.use()
  const write = useWriteTo()
  return (
    <Button
      look="secondary"
      icon={<MessageCircle size={18} aria-hidden />}
      isBusy={write.isPending}
      onClick={() =>
        write.mutate(userId, {
          onSuccess: onOpenRoom,
          onError: (failure) => void showToast(sentenceFor(failure)),
        })
      }
    >
      {words.writeTo}
    </Button>
  )
}
