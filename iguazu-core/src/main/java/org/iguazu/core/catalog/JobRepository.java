package org.iguazu.core.catalog;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface JobRepository extends JpaRepository<JobEntity, String> {

  /** Keeps everybody else from changing this job, or from making it, until the transaction ends. */
  @Query(
      value = "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(:name, 0))",
      nativeQuery = true)
  int lock(String name);

  List<JobEntity> findByNameGreaterThanOrderByName(String after, Limit limit);
}
