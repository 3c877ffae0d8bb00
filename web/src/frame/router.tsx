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
import { sessionQuery } from '../api/session.ts';
import { readCallSearch } from '../pages/calls/call-search.ts';
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
  component: lazyRouteComponent(() => import('../pages/overview/overview.tsx'), 'Overview'),
});

const callsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/calls',
  validateSearch: readCallSearch,
  component: lazyRouteComponent(() => import('../pages/calls/calls.tsx'), 'Calls'),
});

const routeTree = rootRoute.addChildren([signInRoute, shellRoute.addChildren([overviewRoute, callsRoute])]);

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
