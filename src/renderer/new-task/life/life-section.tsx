import type { ReactNode } from 'react'
import { FormSection } from '../form-section'
import { DependencyRows } from './dependency-rows'
import { ExpectFields } from './expect-fields'
import { FrameFields } from './frame-fields'
import { HealthFields } from './health-fields'
import type { LifeDraft, ProcessLifeDraft } from './life-draft'
import { LifeRow } from './life-row'
import {
  dependsOnSummary,
  expectSummary,
  frameSummary,
  healthSummary,
  readySummary,
  restartSummary,
  surroundingsSummary,
  whenRunningSummary,
} from './life-summaries'
import { ReadyFields } from './ready-fields'
import { RestartFields } from './restart-fields'
import { SurroundingsFields } from './surroundings-fields'
import { WhenRunningFields } from './when-running-fields'
import { LIFE_WORDS } from './words'

export interface LifeSectionProps<Draft> {
  /** The task that is edited: it does not depend on itself. */
  readonly taskName: string
  readonly life: Draft
  readonly onChange: (life: Draft) => void
}

/** What every kind but the timer can have: each part one line until it is opened. */
export function LifeSection({ taskName, life, onChange }: LifeSectionProps<LifeDraft>) {
  return (
    <Rows>
      <DependsOnRow taskName={taskName} life={life} onChange={onChange} />
      <RestartRow taskName={taskName} life={life} onChange={onChange} />
      <WhenRunningRow taskName={taskName} life={life} onChange={onChange} />
    </Rows>
  )
}

export function ProcessLifeSection({ taskName, life, onChange }: LifeSectionProps<ProcessLifeDraft>) {
  function change(part: Partial<ProcessLifeDraft>): void {
    onChange({ ...life, ...part })
  }
  return (
    <Rows>
      <DependsOnRow taskName={taskName} life={life} onChange={change} />
      <LifeRow title={LIFE_WORDS.ready.title} summary={readySummary(life)} fields={['ready']}>
        <ReadyFields life={life} onChange={change} />
      </LifeRow>
      <RestartRow taskName={taskName} life={life} onChange={change} />
      <WhenRunningRow taskName={taskName} life={life} onChange={change} />
      <LifeRow title={LIFE_WORDS.health.title} summary={healthSummary(life)} fields={['health']}>
        <HealthFields life={life} onChange={change} />
      </LifeRow>
      <LifeRow
        title={LIFE_WORDS.surroundings.title}
        summary={surroundingsSummary(life)}
        fields={['ports', 'envFiles', 'watch']}
      >
        <SurroundingsFields life={life} onChange={change} />
      </LifeRow>
      <LifeRow title={LIFE_WORDS.expect.title} summary={expectSummary(life)} fields={['expect']}>
        <ExpectFields life={life} onChange={change} />
      </LifeRow>
      <LifeRow
        title={LIFE_WORDS.frame.title}
        summary={frameSummary(life)}
        fields={['terminal', 'strict', 'keepRunning', 'processLimit', 'keepOutputBytes']}
      >
        <FrameFields life={life} onChange={change} />
      </LifeRow>
    </Rows>
  )
}

function Rows({ children }: { readonly children: ReactNode }) {
  return (
    <FormSection title={LIFE_WORDS.title} help={LIFE_WORDS.help}>
      <div className="-mx-1 -mb-1 flex flex-col divide-y divide-line">{children}</div>
    </FormSection>
  )
}

interface LifePartProps {
  readonly taskName: string
  readonly life: LifeDraft
  readonly onChange: (part: LifeDraft) => void
}

function DependsOnRow({ taskName, life, onChange }: LifePartProps) {
  return (
    <LifeRow title={LIFE_WORDS.dependsOn.title} summary={dependsOnSummary(life)} fields={['dependsOn']}>
      <DependencyRows
        taskName={taskName}
        rows={life.dependsOn}
        onChange={(dependsOn) => {
          onChange({ ...life, dependsOn })
        }}
      />
    </LifeRow>
  )
}

function RestartRow({ life, onChange }: LifePartProps) {
  return (
    <LifeRow title={LIFE_WORDS.restart.title} summary={restartSummary(life)} fields={['restart']}>
      <RestartFields
        restart={life.restart}
        onChange={(restart) => {
          onChange({ ...life, restart })
        }}
      />
    </LifeRow>
  )
}

function WhenRunningRow({ life, onChange }: LifePartProps) {
  return (
    <LifeRow title={LIFE_WORDS.whenRunning.title} summary={whenRunningSummary(life)} fields={['whenRunning']}>
      <WhenRunningFields
        whenRunning={life.whenRunning}
        onChange={(whenRunning) => {
          onChange({ ...life, whenRunning })
        }}
      />
    </LifeRow>
  )
}
