import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { firstRunQuery } from '../api/first-run.ts';
import { sessionQuery } from '../api/session.ts';
import { readCallSearch } from '../pages/calls/call-search.ts';
import { readCostSearch } from '../pages/costs/cost-search.ts';
import { readQueueSearch } from '../pages/queues/queue-search.ts';
import { readReportSearch } from '../pages/reports/report-search.ts';
import { readPrefixSearch } from '../pages/setup/prefixes/prefix-search.ts';
import { isWelcomeSkipped } from '../pages/welcome/skipped.ts';
import { Failed } from '../parts/states.tsx';
import { NotFound } from './not-found.tsx';
import { readPeriodSearch } from './period.ts';
import { Shell } from './shell.tsx';
import { SignIn } from './sign-in.tsx';

const rootRoute = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => <Failed error={error} retry={reset} />,
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ to }): { readonly to?: string } =>
    typeof to === 'string' && to.startsWith('/') && !to.startsWith('//') ? { to } : {},
  component: SignIn,
});

/** All that is within the frame: nobody gets there who has not signed in, and the period goes along from page to page. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  validateSearch: readPeriodSearch,
  search: { middlewares: [retainSearchParams(['period', 'from', 'to', 'company'])] },
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (session === null) throw redirect({ to: '/sign-in', search: { to: location.href } });
  },
  component: Shell,
});

const overviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  // Whoever sets a server up that no call has reached yet begins with the first steps.
  beforeLoad: async ({ context }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (session?.administrator !== true || isWelcomeSkipped()) return;
    const { calls } = await context.queries.ensureQueryData(firstRunQuery);
    if (!calls) throw redirect({ to: '/welcome', search: {} });
  },
  component: lazyRouteComponent(() => import('../pages/overview/overview.tsx'), 'Overview'),
});

const callsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/calls',
  validateSearch: readCallSearch,
  component: lazyRouteComponent(() => import('../pages/calls/calls.tsx'), 'Calls'),
});

const reportsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reports',
  validateSearch: readReportSearch,
  component: lazyRouteComponent(() => import('../pages/reports/reports.tsx'), 'Reports'),
});

const queuesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/queues',
  validateSearch: readQueueSearch,
  component: lazyRouteComponent(() => import('../pages/queues/queue-frame.tsx'), 'QueueFrame'),
});

const queueFiguresRoute = createRoute({
  getParentRoute: () => queuesRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/queues/queues.tsx'), 'Queues'),
});

const callBackRoute = createRoute({
  getParentRoute: () => queuesRoute,
  path: '/call-back',
  component: lazyRouteComponent(() => import('../pages/queues/call-back.tsx'), 'CallBack'),
});

const costsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/costs',
  validateSearch: readCostSearch,
  component: lazyRouteComponent(() => import('../pages/costs/cost-frame.tsx'), 'CostFrame'),
});

/** A page of costs: its path, and where it is fetched from. */
function costPage<const Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) {
  return createRoute({ getParentRoute: () => costsRoute, path, component });
}

const costPages = [
  costPage(
    '/',
    lazyRouteComponent(() => import('../pages/costs/cost-months.tsx'), 'CostMonths'),
  ),
  costPage(
    '/unknown',
    lazyRouteComponent(() => import('../pages/costs/unknown-costs.tsx'), 'UnknownCosts'),
  ),
  costPage(
    '/margin',
    lazyRouteComponent(() => import('../pages/costs/margin.tsx'), 'Margin'),
  ),
  costPage(
    '/statements',
    lazyRouteComponent(() => import('../pages/costs/statements.tsx'), 'Statements'),
  ),
  costPage(
    '/changes',
    lazyRouteComponent(() => import('../pages/costs/changes.tsx'), 'Changes'),
  ),
] as const;

const liveRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/live',
  component: lazyRouteComponent(() => import('../pages/live/live.tsx'), 'Live'),
});

const welcomeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../pages/welcome/welcome.tsx'), 'Welcome'),
});

const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('../pages/account/account.tsx'), 'Account'),
});

const setupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/setup',
  component: lazyRouteComponent(() => import('../pages/setup/setup-frame.tsx'), 'SetupFrame'),
});

const setupIndexRoute = createRoute({
  getParentRoute: () => setupRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/setup/sources', search: {} });
  },
});

/** A page for setting up: its path, and where it is fetched from. */
function setupPage<const Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) {
  return createRoute({ getParentRoute: () => setupRoute, path, component });
}

const prefixesRoute = createRoute({
  getParentRoute: () => setupRoute,
  path: '/rates/prefixes',
  validateSearch: readPrefixSearch,
  component: lazyRouteComponent(() => import('../pages/setup/prefixes/prefixes.tsx'), 'Prefixes'),
});

const setupPages = [
  setupIndexRoute,
  setupPage(
    '/sources',
    lazyRouteComponent(() => import('../pages/setup/sources.tsx'), 'Sources'),
  ),
  setupPage(
    '/directory',
    lazyRouteComponent(() => import('../pages/setup/directory.tsx'), 'DirectoryPage'),
  ),
  setupPage(
    '/rates',
    lazyRouteComponent(() => import('../pages/setup/rates.tsx'), 'Rates'),
  ),
  prefixesRoute,
  setupPage(
    '/runs',
    lazyRouteComponent(() => import('../pages/setup/runs.tsx'), 'Runs'),
  ),
  setupPage(
    '/periods',
    lazyRouteComponent(() => import('../pages/setup/periods.tsx'), 'Periods'),
  ),
  setupPage(
    '/work',
    lazyRouteComponent(() => import('../pages/setup/work.tsx'), 'Work'),
  ),
  setupPage(
    '/users',
    lazyRouteComponent(() => import('../pages/setup/users.tsx'), 'Users'),
  ),
  setupPage(
    '/audit',
    lazyRouteComponent(() => import('../pages/setup/audit.tsx'), 'Audit'),
  ),
] as const;

const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([
    welcomeRoute,
    accountRoute,
    setupRoute.addChildren([...setupPages]),
    overviewRoute,
    liveRoute,
    callsRoute,
    reportsRoute,
    queuesRoute.addChildren([queueFiguresRoute, callBackRoute]),
    costsRoute.addChildren([...costPages]),
  ]),
]);

export function createPages(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: ({ error, reset }) => <Failed error={error} retry={reset} />,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPages>;
  }
}
