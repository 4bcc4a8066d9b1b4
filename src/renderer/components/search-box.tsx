import { Search, X } from 'lucide-react'
import type { Ref } from 'react'
import { Button } from 'react-aria-components/Button'
import { Input } from 'react-aria-components/Input'
import { SearchField } from 'react-aria-components/SearchField'
import { t } from '../lib/intl'
import './search-box.css'

interface SearchBoxProps {
  /** Accessible name and placeholder. */
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly isDisabled?: boolean
  readonly inputRef?: Ref<HTMLInputElement>
  /** Moves to the results, on Down or Enter. */
  readonly onLeave?: () => void
}

export function SearchBox({ label, value, onChange, isDisabled = false, inputRef, onLeave }: SearchBoxProps) {
  return (
    <SearchField
      className="search-box"
      aria-label={label}
      value={value}
      onChange={onChange}
      isDisabled={isDisabled}
      autoComplete="off"
      spellCheck="false"
      onKeyDown={(event) => {
        if (onLeave !== undefined && (event.key === 'ArrowDown' || event.key === 'Enter')) onLeave()
      }}
    >
      <Search aria-hidden className="search-box-icon" />
      <Input className="search-box-input" placeholder={label} ref={inputRef} />
      {value !== '' && (
        <Button className="search-box-clear" aria-label={t('search.clear')}>
          <X aria-hidden />
        </Button>
      )}
    </SearchField>
  )
}
