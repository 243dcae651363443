import type { ReactNode } from 'react'
import { Button, type ButtonProps } from './button'
import { classNames } from './class-names'

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'aria-label'> {
  /** The accessible name, and the tooltip unless `hint` says more. */
  readonly label: string
  readonly icon: ReactNode
}

/** A square button with an icon alone. */
export function IconButton({
  label,
  icon,
  hint,
  className,
  look = 'quiet',
  size = 'medium',
  ...rest
}: IconButtonProps) {
  return (
    <Button
      look={look}
      size={size}
      aria-label={label}
      hint={hint ?? label}
      icon={icon}
      className={classNames(size === 'small' ? 'w-6 px-0!' : 'w-8 px-0!', className)}
      {...rest}
    />
  )
}
