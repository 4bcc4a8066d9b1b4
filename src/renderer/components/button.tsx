import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import './button.css'

type ButtonVariant = 'primary' | 'plain' | 'quiet' | 'danger' | 'danger-plain' | 'link'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  readonly variant?: ButtonVariant
  readonly size?: 'small' | 'medium' | 'large'
  readonly icon?: ReactNode
  readonly children?: ReactNode
  readonly className?: string
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({
  variant = 'plain',
  size = 'medium',
  icon,
  children,
  className,
  ...rest
}: ButtonProps) {
  const classes = ['button', `button-${variant}`, `button-${size}`]
  if (children === undefined) classes.push('button-icon-only')
  if (className !== undefined) classes.push(className)
  return (
    <AriaButton {...rest} className={classes.join(' ')}>
      {icon}
      {children}
    </AriaButton>
  )
}

/** A label that is hidden in narrow toolbars. The icon remains, and the label stays the accessible name. */
export function ButtonLabel({ children }: { readonly children: string }) {
  return <span className="button-label">{children}</span>
}
