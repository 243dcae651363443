import { type ReactNode, useId } from 'react'
import { LANGUAGES, SETTING_LIMITS } from '@contract/settings'
import { showErrorLog } from '../client/commands'
import { Button } from '../ui/button'
import { SegmentedControl } from '../ui/segmented-control'
import { NumberRow } from './number-row'
import { SettingRow } from './setting-row'
import { ShellRow } from './shell-row'
import { SwitchRow } from './switch-row'
import { type HeldSettings, useSettings } from './use-settings'
import { WORDS } from './words'

const SECOND = 1_000

/** What the person chose about the app itself. */
export function SettingsPage() {
  const held = useSettings()
  return (
    <main className="h-full min-w-0 flex-1 overflow-auto">
      <div className="mx-auto flex max-w-180 flex-col gap-6 px-6 py-6 rail:px-3 low:py-3">
        <header>
          <h1 className="text-xl font-semibold text-ink">{WORDS.title}</h1>
          <p className="mt-1 text-sm text-ink-soft">{WORDS.intro}</p>
        </header>
        {held === undefined ? null : <Sections held={held} />}
      </div>
    </main>
  )
}

function Sections({ held: { settings, gaps, change } }: { readonly held: HeldSettings }) {
  return (
    <>
      <Group title={WORDS.sections.stopping}>
        <NumberRow
          {...WORDS.grace}
          value={settings.graceMs}
          scale={SECOND}
          limits={SETTING_LIMITS.graceMs}
          gap={gaps.graceMs}
          onChange={(graceMs) => {
            change({ graceMs })
          }}
        />
        <NumberRow
          {...WORDS.quitGrace}
          value={settings.quitGraceMs}
          scale={SECOND}
          limits={SETTING_LIMITS.quitGraceMs}
          gap={gaps.quitGraceMs}
          onChange={(quitGraceMs) => {
            change({ quitGraceMs })
          }}
        />
      </Group>
      <Appearance settings={settings} gaps={gaps} change={change} />
      <Group title={WORDS.sections.commands}>
        <ShellRow
          value={settings.shell}
          onChange={(shell) => {
            change({ shell })
          }}
        />
      </Group>
      <Keeping settings={settings} gaps={gaps} change={change} />
      <Group title={WORDS.sections.trouble}>
        <ErrorLogRow />
      </Group>
    </>
  )
}

function Appearance({ settings, gaps, change }: HeldSettings) {
  return (
    <Group title={WORDS.sections.window}>
      <ChoiceRow
        words={WORDS.theme}
        values={['system', 'light', 'dark']}
        value={settings.theme}
        onChange={(theme) => {
          change({ theme })
        }}
      />
      <ChoiceRow
        words={WORDS.language}
        values={LANGUAGES}
        value={settings.language}
        onChange={(language) => {
          change({ language })
        }}
      />
      <SwitchRow
        {...WORDS.notify}
        value={settings.notify}
        gap={gaps.notify}
        onChange={(notify) => {
          change({ notify })
        }}
      />
      <SwitchRow
        {...WORDS.startAtLogin}
        value={settings.startAtLogin}
        gap={gaps.startAtLogin}
        onChange={(startAtLogin) => {
          change({ startAtLogin })
        }}
      />
    </Group>
  )
}

function Keeping({ settings, gaps, change }: HeldSettings) {
  return (
    <Group title={WORDS.sections.keeping}>
      <NumberRow
        {...WORDS.keepDays}
        value={settings.keepDays}
        limits={SETTING_LIMITS.keepDays}
        gap={gaps.keepDays}
        onChange={(keepDays) => {
          change({ keepDays })
        }}
      />
      <NumberRow
        {...WORDS.keepMegabytes}
        value={settings.keepMegabytes}
        limits={SETTING_LIMITS.keepMegabytes}
        gap={gaps.keepMegabytes}
        onChange={(keepMegabytes) => {
          change({ keepMegabytes })
        }}
      />
    </Group>
  )
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="pb-1.5 text-xs font-semibold text-ink-soft">{title}</h2>
      <div className="rounded-lg border border-line bg-surface shadow-card">{children}</div>
    </section>
  )
}

function ErrorLogRow() {
  const id = useId()
  const { label, help, show } = WORDS.errorLog
  return (
    <SettingRow id={id} label={label} help={help}>
      {(described) => (
        <Button
          id={id}
          aria-labelledby={`${id} ${id}-label`}
          aria-describedby={described}
          onClick={() => void showErrorLog()}
        >
          {show}
        </Button>
      )}
    </SettingRow>
  )
}

interface ChoiceRowProps<Value extends string> {
  readonly words: { readonly label: string; readonly help: string; readonly options: Readonly<Record<Value, string>> }
  readonly values: readonly Value[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}

/** One of a few values, all of which are seen. */
function ChoiceRow<Value extends string>({ words, values, value, onChange }: ChoiceRowProps<Value>) {
  const { label, help, options } = words
  return (
    <SettingRow id={useId()} label={label} help={help}>
      {() => (
        <SegmentedControl
          label={label}
          value={value}
          onChange={onChange}
          options={values.map((each) => ({ value: each, label: options[each] }))}
        />
      )}
    </SettingRow>
  )
}
