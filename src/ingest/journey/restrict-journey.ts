import { HIDDEN_PARTY, type JourneyStep, type Party } from '../../core/journey.ts';
import { reaches, type Scope } from '../../core/scope.ts';

/**
 * What somebody with this scope may see of a journey: the steps in which one of their companies takes part, with other
 * companies' parties unnamed. Outside parties stay as they are in those steps.
 */
export function restrictJourney(steps: readonly JourneyStep[], scope: Scope): readonly JourneyStep[] {
  if (scope.companies === 'all') return steps;
  const isOwn = (party: Party | null) => party !== null && reaches(scope, party.company);
  return steps
    .filter((step) => isOwn(step.who) || isOwn(step.other))
    .map((step) => ({ ...step, who: hide(step.who), other: step.other && hide(step.other) }));

  function hide(party: Party): Party {
    return party.company === '' || isOwn(party) ? party : HIDDEN_PARTY;
  }
}
