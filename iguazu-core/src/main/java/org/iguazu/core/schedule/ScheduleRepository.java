package org.iguazu.core.schedule;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface ScheduleRepository extends JpaRepository<ScheduleEntity, String> {

  List<ScheduleEntity> findByNameGreaterThanOrderByName(String after, Limit limit);

  @Query("select s from ScheduleEntity s where s.state = 'ACTIVE'")
  List<ScheduleEntity> active();

  /** Keeps everybody else from writing this schedule until the transaction ends. */
  @Query(
      value = "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('schedule ' || :name, 0))",
      nativeQuery = true)
  int lock(String name);
}
