import { useMemo } from 'react'
import { useStore } from 'zustand/react'
import { DeleteQuestion } from './deferred-screens'
import { questionPlace } from './question-place'
import type { Stores } from './stores'

const unknownPlace = { project: null, document: null, documents: 0 }

/** The confirmation of a deletion, with the names that the lists of the window know. */
export function DeleteQuestionPart({ stores }: { readonly stores: Stores }) {
  const { deletion, browse, places } = stores
  // Not the whole store: a running deletion changes it many times a second.
  const prompt = useStore(deletion, (state) => state.prompt)
  const restoring = useStore(deletion, (state) => state.restoring)
  const question = prompt.step === 'asking' ? prompt.question : null
  const place = useMemo(
    () =>
      question === null
        ? unknownPlace
        : questionPlace(question, { place: browse.getState().place, places: places.getState() }),
    [question, browse, places],
  )
  return (
    <DeleteQuestion
      question={question}
      place={place}
      restoring={restoring}
      isConfirming={prompt.step === 'asking' && prompt.isConfirming}
      onCancel={() => void deletion.cancel()}
      onConfirm={(typedCount) => void deletion.confirm(typedCount)}
      onChooseCopies={(keepsCopies) => deletion.chooseCopies(keepsCopies)}
      onLimit={(maxFiles) => deletion.limitFiles(maxFiles)}
      onCopyText={(text) => void deletion.copyText(text)}
    />
  )
}
