ALTER TABLE invocation
  ADD retry   json,
  ADD earlier json,
  ADD CHECK (earlier IS NULL OR (retry IS NOT NULL AND status <> 'FINISHED'));
COMMENT ON COLUMN invocation.retry IS
  'When it is dispatched again, fixed when it was accepted; NULL if it runs at most once.';
COMMENT ON COLUMN invocation.earlier IS
  'The dispatches before the present one that may have run, and how the last ended. Only what runs at least once has any.';
COMMENT ON COLUMN invocation.start_by IS 'Nothing of the present dispatch is started after it.';
