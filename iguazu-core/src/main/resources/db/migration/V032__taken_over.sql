ALTER TABLE invocation ADD taken_over boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN invocation.taken_over IS
  'Another server than the one that claimed it may be asking ECS for its task, too.';
