import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ChangeEvent, useRef } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { profileKey, useMyId, useProfile } from '../../lib/session.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { saveOwnPicture, UnreadablePicture } from './own-picture.ts'
import { profileWords } from './words.ts'

/** The picture others see beside one's name. */
export function PictureSection() {
  const words = profileWords.use().picture
  const me = useMyId()
  const { data: profile } = useProfile()
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const { mutate, isPending, error } = useMutation({
    mutationFn: (file: File | null) => saveOwnPicture(me, file),
    onSuccess: (avatar_url) => {
      client.setQueryData(profileKey(me), (before: typeof profile) => before && { ...before, avatar_url })
    },
  })
  const onChange = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    if (file) mutate(file)
    target.value = ''
  }
  const sentence = error instanceof UnreadablePicture ? words.unreadable : error && sentenceFor(error)
  const hasPicture = Boolean(profile?.avatar_url)
  return (
    <Section id="picture" title={words.title} detail={words.detail}>
      <div className="mt-4 flex flex-wrap items-center gap-4">
        <Avatar name={profile?.name ?? ''} url={profile?.avatar_url} size="large" />
        <input
          ref={input}
          type="file"
          hidden
          aria-label={words.file}
          accept="image/jpeg,image/png,image/webp"
          onChange={onChange}
        />
        <div className="flex flex-wrap gap-2">
          <Button
            look="secondary"
            isBusy={isPending}
            disabled={!profile}
            onClick={() => input.current?.click()}
          >
            {hasPicture ? words.change : words.choose}
          </Button>
          {hasPicture && (
            <Button look="quiet" disabled={isPending} onClick={() => mutate(null)}>
              {words.remove}
            </Button>
          )}
        </div>
      </div>
      <p role="alert" className="mt-2 text-13 text-bad empty:hidden">
        {sentence}
      </p>
    </Section>
  )
}
