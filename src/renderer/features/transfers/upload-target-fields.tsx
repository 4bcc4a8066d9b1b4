import { useMemo } from 'react'
import { toAsciiNumber } from '../../../shared/order/ascii-digits'
import { ComboField } from '../../components/combo-field'
import { UntrustedText } from '../../components/untrusted-text'
import { Checkbox } from '../../components/checkbox'
import { t } from '../../lib/intl'
import type { UploadDialogState } from './upload-state'
import {
  folderChoices,
  hasFolders,
  isSegmentKnown,
  languageChoices,
  matchingChoices,
  segmentChoices,
  type UploadFields,
} from './upload-target'

interface UploadTargetFieldsProps {
  readonly state: UploadDialogState
  readonly onChange: (fields: Partial<UploadFields>) => void
}

/** Rendered characters of the text of a segment. */
const maxShownCharacters = 160

function SegmentField({ state, onChange }: UploadTargetFieldsProps) {
  const { fields, place, isStarting } = state
  const choices = useMemo(() => segmentChoices(place), [place])
  const typed = toAsciiNumber(fields.segment).trim()
  const text = choices.find(({ value }) => value === typed)?.detail ?? null
  const isWrong = typed !== '' && !isSegmentKnown(typed, place)
  return (
    <ComboField
      label={t('field.segment')}
      value={fields.segment}
      choices={matchingChoices(choices, fields.segment)}
      onChange={(segment) => onChange({ segment })}
      showLabel={t('upload.show')}
      isDisabled={isStarting}
      autoFocus
      error={isWrong ? t('upload.segment.unknown') : null}
      help={
        text !== null && (
          <UntrustedText text={text.slice(0, maxShownCharacters)} isProse className="upload-segment-text" />
        )
      }
    />
  )
}

/** Fields of the target: segment, language and folder, and whether folders are kept. */
export function UploadTargetFields({ state, onChange }: UploadTargetFieldsProps) {
  const { fields, place, source, grant, isStarting } = state
  const languages = useMemo(() => languageChoices(place), [place])
  const folders = useMemo(() => folderChoices(place, fields.segment), [place, fields.segment])
  return (
    <>
      <div className="upload-fields">
        <SegmentField state={state} onChange={onChange} />
        <ComboField
          label={t('field.language')}
          value={fields.language}
          choices={matchingChoices(languages, fields.language)}
          onChange={(language) => onChange({ language })}
          showLabel={t('upload.show')}
          placeholder={t('language.allOfThem')}
          isDisabled={isStarting}
        />
        <ComboField
          label={t('field.folder')}
          value={fields.folder}
          choices={matchingChoices(folders, fields.folder)}
          onChange={(folder) => onChange({ folder })}
          showLabel={t('upload.show')}
          placeholder={t('folder.none')}
          isDisabled={isStarting}
        />
      </div>
      {hasFolders(source, grant) && (
        <Checkbox
          isSelected={fields.keepsFolders}
          isDisabled={isStarting}
          onChange={(keepsFolders) => onChange({ keepsFolders })}
          {...(!fields.keepsFolders && { note: t('upload.keepsFolders.note') })}
        >
          {t('upload.keepsFolders')}
        </Checkbox>
      )}
    </>
  )
}
